import { typeidUnboxed } from 'typeid-js';

/** The prefix of each kind of id: `post_01h455vb4pex5vsknk084sn02q`. What follows is a UUIDv7, so ids sort by time. */
const idPrefixes = {
  Workspace: 'wksp',
  ApiKey: 'key',
  Account: 'acct',
  AccountConnection: 'con',
  Post: 'post',
  Container: 'cont',
  Override: 'ovr',
  Media: 'media',
  Delivery: 'dlv',
  Segment: 'seg',
  ContainerMedia: 'use',
  Attempt: 'att',
  Step: 'step',
} as const;

export type IdKind = keyof typeof idPrefixes;

const idPattern = /^([a-z]+)_[0-7][0-9abcdefghjkmnpqrstvwxyz]{25}$/;
const kindByPrefix = new Map<string, IdKind>(
  (Object.keys(idPrefixes) as IdKind[]).map((kind) => [idPrefixes[kind], kind]),
);

export function newId(kind: IdKind): string {
  return typeidUnboxed(idPrefixes[kind]);
}

/** The kind that an id says it is of, or null where it is malformed. A malformed id is an unknown one, never an error. */
export function idKind(id: string): IdKind | null {
  const prefix = idPattern.exec(id)?.[1];
  return prefix === undefined ? null : (kindByPrefix.get(prefix) ?? null);
}
