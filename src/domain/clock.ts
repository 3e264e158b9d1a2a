/** The one time that the product goes by: the database's, which tests can move (app_now() in SQL reads the same). */
export type Clock = { now(): Date };
