/** A network did not say what an account can choose. The message is for a person: what it said, and what to do. */
export class ChoicesUnread extends Error {
  override readonly name = 'ChoicesUnread';
}
