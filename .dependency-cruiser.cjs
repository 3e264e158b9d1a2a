// The arrows of the architecture: who may import whom. Rooms under src/ name themselves; the message says what to do instead.
const room = (name, allowed) => ({
  name: `${name}-imports`,
  comment: `src/${name} may import only: itself, ${allowed.join(', ')}. Hand over what else it needs from the composition root (src/app.ts).`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^(src|schema)/', pathNot: `^src/(${[name, 'config\\.ts', ...allowed].join('|')})(/|$)` },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-test', severity: 'error', from: {}, to: { path: '^test/' } },
    {
      name: 'not-to-dev-dependency',
      severity: 'error',
      from: { path: '^(src|schema)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    room('domain', []),
    room('network', []),
    room('media', ['domain', 'network']),
    room('scheduler', ['database']),
    room('database', ['domain']),
    room('events', ['database', 'domain']),
    room('platforms', ['domain', 'network']),
    room('publishing', [
      'domain',
      'platforms/platform.ts',
      'platforms/failure.ts',
      'platforms/session.ts',
      'events',
      'media',
      'database',
    ]),
    room('actions', [
      'domain',
      'scheduler',
      'events',
      'media',
      'database',
      'platforms/index.ts',
      'platforms/platform.ts',
      'platforms/failure.ts',
      'platforms/session.ts',
    ]),
    room('queries', ['domain', 'events', 'database', 'platforms/index.ts', 'platforms/platform.ts']),
    room('metrics', ['publishing/work\\.ts', 'queries/queue-depth\\.ts']),
    room('sandbox', []),
    {
      name: 'schema-imports',
      comment: 'The GraphQL face decides nothing: it calls actions and queries.',
      severity: 'error',
      from: { path: '^schema/' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(actions|queries|domain|events|database/database-error-kind\\.ts|platforms/index\\.ts|platforms/platform\\.ts)(/|$)?',
      },
    },
    {
      name: 'a-room-is-entered-by-the-registry',
      comment: 'No network is named outside its room: go through src/platforms/index.ts.',
      severity: 'error',
      from: { path: '^(src|schema)/', pathNot: '^src/platforms/' },
      to: { path: '^src/platforms/[^/]+/' },
    },
    {
      name: 'rooms-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/platforms/([^/]+)/' },
      to: { path: '^src/platforms/[^/]+/', pathNot: '^src/platforms/$1/' },
    },
    {
      name: 'prisma-stays-in-the-database-room',
      severity: 'error',
      from: { path: '^(src|schema)/', pathNot: '^src/(database|actions|queries|publishing|events|scheduler)/' },
      to: { path: '^src/database/generated' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'src/database/generated' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
