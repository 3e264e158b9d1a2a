import { describe, expect, it } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { type SelectableAccount, selectAccounts } from '../../src/domain/select-accounts.ts';

const account = (
  channel: string,
  username: string,
  status: SelectableAccount['status'] = 'ACTIVE',
): SelectableAccount => ({
  id: newId('Account'),
  channel,
  username,
  status,
});

const aliases: Record<string, string> = { tree: 'tree', trees: 'tree', pond: 'pond' };
const networkOf = (name: string) => aliases[name] ?? null;

const oak = account('tree', 'oak');
const elm = account('tree', 'elm');
const carp = account('pond', 'carp');
const gone = account('pond', 'gone', 'DISCONNECTED');
const tired = account('pond', 'tired', 'NEEDS_RECONNECT');
const known = [oak, elm, carp, gone, tired];
const select = (...entries: string[]) => selectAccounts(entries, known, { networkOf, place: 'input' });

describe('selecting accounts', () => {
  it('takes ids, networks, their aliases and usernames, in any case and with a leading @', () => {
    expect(select(oak.id).accounts).toEqual([oak]);
    expect(select('TREE').accounts).toEqual([oak, elm]);
    expect(select('@Trees').accounts).toEqual([oak, elm]);
    expect(select('@Carp').accounts).toEqual([carp]);
  });

  it('counts what is named twice once', () => {
    expect(select('tree', oak.id, 'elm').accounts).toEqual([oak, elm]);
  });

  it('passes a disconnected account over by network', () => {
    const { accounts, userErrors } = select('pond');
    expect(accounts).toEqual([carp, tired]);
    expect(userErrors).toEqual([]);
  });

  it('refuses a disconnected account by id', () => {
    expect(select(gone.id).userErrors).toMatchObject([
      { code: 'ACCOUNT_DISCONNECTED', path: ['input', 'accounts', '0'], accountId: gone.id },
    ]);
  });

  it('names every entry that matches none', () => {
    expect(select('oak', 'nobody', newId('Account')).userErrors).toMatchObject([
      { code: 'UNKNOWN_ACCOUNT', path: ['input', 'accounts', '1'], message: expect.stringContaining('"nobody"') },
      { code: 'UNKNOWN_ACCOUNT', path: ['input', 'accounts', '2'] },
    ]);
  });

  it('warns once of an account that needs to be connected again', () => {
    expect(select('tired', 'pond').warnings).toMatchObject([{ code: 'ACCOUNT_NEEDS_RECONNECT', accountId: tired.id }]);
  });

  it('asks for at least one entry', () => {
    expect(select().userErrors).toMatchObject([{ code: 'REQUIRED', path: ['input', 'accounts'] }]);
  });
});
