/** What is kept of a login is Google's, whichever of its networks it is for. */
export { googleCredentials as credentials } from '../google-connecting.ts';
