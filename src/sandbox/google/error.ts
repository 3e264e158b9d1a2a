import { type Answer, Refused } from '../network.ts';

/** An error as Google's APIs write it. https://cloud.google.com/apis/design/errors#http_mapping */
type GoogleError = {
  code: number;
  message: string;
  /** The name of the status: "PERMISSION_DENIED". */
  status?: string;
  /** As the older APIs name it: "quotaExceeded". */
  reason?: string;
  domain?: string;
  details?: readonly object[];
};

export function googleError({ code, message, status, reason, domain = 'global', details }: GoogleError): Answer {
  const error = {
    code,
    message,
    ...(reason === undefined ? {} : { errors: [{ message, domain, reason }] }),
    ...(status === undefined ? {} : { status }),
    ...(details === undefined ? {} : { details }),
  };
  return { status: code, body: { error } };
}

/** Ends an operation with an error. */
export function refuse(error: GoogleError): never {
  throw new Refused(googleError(error));
}
