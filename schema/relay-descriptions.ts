/** Nullability and descriptions of what the relay plugin makes. */
export const relayDescriptions = {
  cursorType: 'String',
  nodesOnConnection: { description: 'The items themselves, without their cursors.' },
  idFieldOptions: { description: 'An opaque id, prefixed by its type; ids of a type sort by time.' },
  nodeTypeOptions: { description: 'Whatever has an id of its own and can be asked for by it.' },
  pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
  nodeQueryOptions: {
    description: 'Anything by its id. Null for a malformed or unknown id, and for another workspace’s.',
    args: { id: { description: 'The id of what is asked for.' } },
  },
  nodesQueryOptions: {
    description: 'The same for several ids at once, in their order, with null for what `node` answers null to.',
    args: { ids: { description: 'The ids of what is asked for; as many as a page holds at most.' } },
  },
  edgesFieldOptions: { nullable: false, description: 'The items with their cursors.' },
  nodeFieldOptions: { nullable: false, description: 'The item.' },
  cursorFieldOptions: { description: 'The item’s place in the list. It stays where it is when items come in.' },
  pageInfoFieldOptions: { description: 'Where this page stands.' },
  hasNextPageFieldOptions: { description: 'Whether more items follow this page.' },
  hasPreviousPageFieldOptions: { description: 'Whether items lie before this page.' },
  startCursorFieldOptions: {
    description: 'The first item’s cursor: pass it as `before` for the page before. Null on an empty page.',
  },
  endCursorFieldOptions: {
    description: 'The last item’s cursor: pass it as `after` for the next page. Null on an empty page.',
  },
  firstArgOptions: {
    description: 'How many items from the start: 1 up to limits.maxPageSize. 20 where neither first nor last is given.',
  },
  lastArgOptions: { description: 'How many items from the end. Not together with first.' },
  afterArgOptions: { description: 'Only items after this cursor.' },
  beforeArgOptions: { description: 'Only items before this cursor.' },
} as const;
