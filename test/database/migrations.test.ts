import { expect, test } from 'vitest';
import { createTestDatabase } from '../support/database.ts';
import { schemaDiff } from '../support/schema-diff.ts';

test('the migrations make what schema.prisma says', async () => {
  await using database = await createTestDatabase();
  expect(await schemaDiff(database.url)).toBe('');
});
