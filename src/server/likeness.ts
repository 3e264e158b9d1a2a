import { type DocumentNode, type ExecutionArgs, Kind, print, visit } from 'graphql';
import type { Actor } from '../domain/actor.ts';

/**
 * A text that two subscriptions have in common when they get the same of every event: key, document, operation and variables. The
 * variable that only says where in the log to begin is left out.
 */
export function likenessOf({ document, operationName, variableValues }: ExecutionArgs, { apiKeyId }: Actor): string {
  const { text, position } = traitsOf(document);
  const { [position ?? '']: _position, ...variables } = variableValues ?? {};
  return JSON.stringify([apiKeyId, text, operationName ?? null, variables]);
}

type Traits = { text: string; position: string | null };

const known = new WeakMap<DocumentNode, Traits>();

function traitsOf(document: DocumentNode): Traits {
  const traits = known.get(document) ?? {
    text: document.loc?.source.body ?? print(document),
    position: positionIn(document),
  };
  known.set(document, traits);
  return traits;
}

/** The name of the variable for `after`, where it stands nowhere else. */
function positionIn(document: DocumentNode): string | null {
  const uses: string[] = [];
  let position: string | null = null;
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void uses.push(name.value),
    Field({ name, arguments: given = [] }) {
      const after = given.find((argument) => argument.name.value === 'after')?.value;
      if (name.value === 'postStatusChanged' && after?.kind === Kind.VARIABLE) position = after.name.value;
    },
  });
  return uses.filter((use) => use === position).length === 1 ? position : null;
}
