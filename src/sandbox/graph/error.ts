import { createHash } from 'node:crypto';
import { type Answer, Refused } from '../network.ts';

/** An error of the Graph API. https://developers.facebook.com/docs/graph-api/guides/error-handling */
type GraphError = {
  message: string;
  code: number;
  type?: string;
  status?: number;
  subcode?: number;
  transient?: boolean;
  title?: string;
  userMessage?: string;
  data?: object;
  headers?: Record<string, string>;
};

/** The answer that an error is told in: nearly always with 400, whatever it is. */
export function graphError({ message, code, type = 'OAuthException', status = 400, ...more }: GraphError): Answer {
  const { subcode, transient, title, userMessage, data, headers = {} } = more;
  const error = {
    message,
    type,
    code,
    ...(data === undefined ? {} : { error_data: data }),
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    ...(transient === undefined ? {} : { is_transient: transient }),
    ...(title === undefined ? {} : { error_user_title: title }),
    ...(userMessage === undefined ? {} : { error_user_msg: userMessage }),
    fbtrace_id: createHash('sha256').update(message).digest('base64url').slice(0, 23),
  };
  return { status, headers, body: { error } };
}

/** Ends an operation with an error. */
export function refuse(error: GraphError): never {
  throw new Refused(graphError(error));
}

/** What a parameter that does not do gets. */
export function badParameter(message: string): never {
  return refuse({ message: `(#100) ${message}`, code: 100 });
}

/** What an id gets that nothing has, or nothing that the caller may see. */
export function noSuchObject(method: string, id: string): never {
  const message = `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`;
  return refuse({ message, type: 'GraphMethodException', code: 100, subcode: 33 });
}
