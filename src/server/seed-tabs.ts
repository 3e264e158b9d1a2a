/** A tab that GraphiQL opens with. */
export type ExampleTab = { title: string; query: string; headers: string };

type StoredTab = { query?: string | null; variables?: string | null; headers?: string | null };

/**
 * Runs in the page, before GraphiQL, which adds an empty tab at every visit unless it finds the active one's text in the browser's
 * storage (graphql/graphiql#4472). A key that this server no longer has is replaced where it was filled in.
 */
export function seedTabs(examples: readonly ExampleTab[]): void {
  const known = localStorage.getItem('graphiql:tabState');
  const state: { activeTabIndex: number; tabs: StoredTab[] } = known
    ? JSON.parse(known)
    : { activeTabIndex: 0, tabs: examples.map((tab, index) => ({ id: `example-${index}`, ...tab })) };
  const headers = examples[0]?.headers ?? '';
  const headersBefore = localStorage.getItem('postern:headers');
  for (const tab of state.tabs) if (!tab.headers || tab.headers === headersBefore) tab.headers = headers;
  const active = state.tabs[state.activeTabIndex];
  localStorage.setItem('graphiql:tabState', JSON.stringify(state));
  localStorage.setItem('graphiql:query', active?.query ?? '');
  localStorage.setItem('graphiql:variables', active?.variables ?? '');
  localStorage.setItem('graphiql:headers', active?.headers ?? '');
  localStorage.setItem('postern:headers', headers);
}
