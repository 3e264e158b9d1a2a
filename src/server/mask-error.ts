import type { FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { toPublicError } from '../../schema/errors.ts';

const statusByCode: Readonly<Record<string, number>> = { SERVICE_UNAVAILABLE: 503, INTERNAL_SERVER_ERROR: 500 };

/** What callers see of errors: nothing of what is unexpected but the id that it is logged under. */
export function maskError(log: Logger): (error: unknown) => GraphQLError {
  return (error) => {
    const shown = toPublicError(error, ({ error: hidden, id, message }) =>
      log.error({ err: hidden, errorId: id }, message),
    );
    if (shown.path === undefined && shown.extensions.http === undefined) shown.extensions.http = httpOf(shown);
    return shown;
  };
}

/** An error that names no field, argument or value which the caller did not name: what graphql-js puts at the end of its sentences. */
export function withoutSuggestions(error: GraphQLError): GraphQLError {
  error.message = error.message.replace(/ Did you mean [^?]*\?$/, '');
  return error;
}

/** Without a path nothing was executed. `spec` keeps 200 for clients of the older media type, as GraphQL over HTTP asks. */
function httpOf({ extensions }: GraphQLError) {
  const status = statusByCode[String(extensions.code)];
  return status === undefined ? { spec: true, status: 400 } : { status };
}

/** An error as it goes over a socket, where nothing takes out what is meant for HTTP. */
export function forSocket(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...shown } = error.toJSON();
  const { http: _http, ...others } = extensions ?? {};
  return { ...shown, ...(Object.keys(others).length > 0 ? { extensions: others } : {}) };
}

/** A result as it goes over a socket. The cast only says that what is absent stays absent. */
export function resultForSocket({
  errors,
  ...result
}: {
  errors?: readonly GraphQLError[] | undefined;
}): FormattedExecutionResult {
  const shown = errors ? { ...result, errors: errors.map(forSocket) } : result;
  return shown as FormattedExecutionResult;
}
