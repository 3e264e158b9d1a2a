// PostGraphile, which makes its schema out of the database's.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { checkKey } from './check-key.ts';
import { reportCpu } from './report-cpu.ts';

const pool = new pg.Pool({ connectionString: process.argv[2] });
/** The table account_connection has the name of what would be a page of accounts. */
const names: GraphileConfig.Plugin = {
  name: 'PageNamesPlugin',
  version: '1.0.0',
  inflection: { replace: { connectionType: (_previous, _options, typeName) => `${typeName}Page` } },
};
const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [names],
  pgServices: [makePgService({ pool, schemas: ['public'] })],
  grafserv: { graphiql: false, watch: false },
});
const serving = pgl.createServ(grafserv);
const handle = serving.createHandler();

const server = createServer(async (request, response) => {
  await checkKey(pool, request.headers);
  await handle(request, response);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
reportCpu();
