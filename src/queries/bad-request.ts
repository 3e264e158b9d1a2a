export type BadRequestCode = 'BAD_USER_INPUT' | 'CURSOR_INVALID' | 'NOT_FOUND';

/** One thing that a program got wrong, and where in the field's arguments. */
export type RequestIssue = { path: readonly (string | number)[]; message: string };

/** What a program got wrong: a GraphQL error, unlike what a person typed wrong, which is a Refusal. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
  readonly code: BadRequestCode;
  readonly issues: readonly RequestIssue[];

  constructor(code: BadRequestCode, issues: readonly RequestIssue[]) {
    super(issues.map(({ message }) => message).join(' '));
    this.code = code;
    this.issues = issues;
  }
}
