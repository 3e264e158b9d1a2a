import type { Database } from '../../src/database/prisma.ts';

/** Every row of every table, jobs and events among them. */
export async function wholeDatabase(database: Database): Promise<string> {
  const tables = await database.$queryRaw<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  const rows = tables.map(({ name }) =>
    database.$queryRawUnsafe<{ row: string }[]>(`select t::text as row from ${name} t`),
  );
  return (await Promise.all(rows)).flatMap((table) => table.map(({ row }) => row)).join('\n');
}
