import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** How heavy an operation is, each fragment counted wherever it is spread. */
type Weight = {
  depth: number;
  /** Fields under another name, or selected again beside each other. */
  aliases: number;
  directives: number;
  /** The most directives at one place. */
  directivesTogether: number;
  /** In points: one for each object that may be answered, and what a field's `extensions.cost` says. */
  cost: number;
  /** Whether it asks for the schema. */
  introspects: boolean;
};

type Options = {
  schema: GraphQLSchema;
  document: DocumentNode;
  variables: Readonly<Record<string, unknown>>;
  maxPageSize: number;
};

type Weighing = Options & {
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Fragments that were weighed, by their name and the size of the lists that they are spread in. */
  weighed: Map<string, Weight>;
  /** Whether a variable had a say. */
  byVariables: boolean;
};

export type Weighed = Weight & Pick<Weighing, 'byVariables'>;

/** Where a selection stands: in which type, how many items a list there is taken to have, and what was selected before it. */
type Place = { type: GraphQLNamedType | undefined; listSize: number; named?: Set<string> };
type Definition = GraphQLField<unknown, unknown> | undefined;

const assumedListSize = 5;
const defaultPageSize = 20;
const introspectionCost = 20_000;
const nothing: Weight = { depth: 0, aliases: 0, directives: 0, directivesTogether: 0, cost: 0, introspects: false };

/** Weighs an operation that may be invalid: what the schema does not know costs nothing. */
export function weighOperation(operation: OperationDefinitionNode, options: Options): Weighed {
  const named = options.document.definitions
    .filter(isFragment)
    .map((fragment) => [fragment.name.value, fragment] as const);
  const weighing = { ...options, operation, fragments: new Map(named), weighed: new Map(), byVariables: false };
  const type = options.schema.getRootType(operation.operation) ?? undefined;
  const weight = ofSelections(operation.selectionSet, { type, listSize: assumedListSize }, weighing);
  return { ...weight, byVariables: weighing.byVariables };
}

function isFragment(node: DocumentNode['definitions'][number]): node is FragmentDefinitionNode {
  return node.kind === Kind.FRAGMENT_DEFINITION;
}

function ofSelections({ selections }: SelectionSetNode, place: Place, weighing: Weighing): Weight {
  const here = { ...place, named: new Set<string>() };
  return selections.map((selection) => ofSelection(selection, here, weighing)).reduce(together, nothing);
}

function together(one: Weight, other: Weight): Weight {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    directivesTogether: Math.max(one.directivesTogether, other.directivesTogether),
    cost: one.cost + other.cost,
    introspects: one.introspects || other.introspects,
  };
}

function ofSelection(selection: SelectionNode, place: Required<Place>, weighing: Weighing): Weight {
  const count = selection.directives?.length ?? 0;
  if (count === 0) return ofContent(selection, place, weighing);
  return together(ofContent(selection, place, weighing), { ...nothing, directives: count, directivesTogether: count });
}

function ofContent(selection: SelectionNode, place: Required<Place>, weighing: Weighing): Weight {
  if (selection.kind === Kind.FIELD) return ofField(selection, place, weighing);
  if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value, place.listSize, weighing);
  const { typeCondition, selectionSet } = selection;
  const type = typeCondition ? weighing.schema.getType(typeCondition.name.value) : place.type;
  return ofSelections(selectionSet, { ...place, type }, weighing);
}

/** Weighed once, or fragments in fragments would take a time that doubles with each. In a circle, which is refused later, it weighs nothing. */
function ofFragment(name: string, listSize: number, weighing: Weighing): Weight {
  const key = `${name} ${listSize}`;
  const known = weighing.weighed.get(key);
  const fragment = weighing.fragments.get(name);
  if (known !== undefined || fragment === undefined) return known ?? nothing;
  weighing.weighed.set(key, nothing);
  const type = weighing.schema.getType(fragment.typeCondition.name.value);
  const weight = ofSelections(fragment.selectionSet, { type, listSize }, weighing);
  weighing.weighed.set(key, weight);
  return weight;
}

function ofField(field: FieldNode, { type, listSize, named }: Required<Place>, weighing: Weighing): Weight {
  const name = field.name.value;
  const shownAs = field.alias?.value ?? name;
  const aliased = shownAs !== name || named.has(shownAs);
  named.add(shownAs);
  const definition = definitionOf(type, name);
  const inner = withinField(field, definition, weighing);
  const introspects = name === '__schema' || name === '__type';
  const times = definition && isList(definition) ? (givenIds(field, definition, weighing) ?? listSize) : 1;
  const cost =
    Number(definition?.extensions.cost ?? 0) + times * (Number(field.selectionSet !== undefined) + inner.cost);
  return {
    ...inner,
    depth: inner.depth + 1,
    aliases: inner.aliases + Number(aliased),
    cost: introspects ? introspectionCost : cost,
    introspects: inner.introspects || introspects,
  };
}

function withinField(field: FieldNode, definition: Definition, weighing: Weighing): Weight {
  if (!field.selectionSet) return nothing;
  const listSize = givenPageSize(field, definition, weighing) ?? assumedListSize;
  return ofSelections(field.selectionSet, { type: definition && getNamedType(definition.type), listSize }, weighing);
}

function definitionOf(type: Place['type'], name: string): Definition {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  return isListType(getNullableType(type));
}

/** How many items the lists of a connection have; null where the field is none. */
function givenPageSize(field: FieldNode, definition: Definition, weighing: Weighing): number | null {
  if (!takes(definition, 'first')) return null;
  const size = argumentOf(field, 'first', weighing) ?? argumentOf(field, 'last', weighing);
  return withinPage(typeof size === 'number' ? size : defaultPageSize, weighing);
}

function givenIds(field: FieldNode, definition: Definition, weighing: Weighing): number | null {
  if (!takes(definition, 'ids')) return null;
  const ids = argumentOf(field, 'ids', weighing);
  return withinPage(Array.isArray(ids) ? ids.length : 1, weighing);
}

function takes(definition: Definition, argument: string): boolean {
  return definition?.args.some(({ name }) => name === argument) ?? false;
}

/** Any other number is refused where the page is read. */
function withinPage(size: number, { maxPageSize }: Weighing): number {
  return Math.min(Math.max(size, 1), maxPageSize);
}

function argumentOf(field: FieldNode, argument: string, weighing: Weighing): unknown {
  const node = field.arguments?.find(({ name }) => name.value === argument)?.value;
  if (node?.kind !== Kind.VARIABLE) return literal(node);
  weighing.byVariables = true;
  const wanted = node.name.value;
  const defined = weighing.operation.variableDefinitions?.find(({ variable }) => variable.name.value === wanted);
  return weighing.variables[wanted] ?? literal(defined?.defaultValue);
}

/** Numbers and lists alone: nothing else tells a size. */
function literal(node: ValueNode | undefined): unknown {
  if (node?.kind === Kind.INT) return Number(node.value);
  return node?.kind === Kind.LIST ? node.values : undefined;
}
