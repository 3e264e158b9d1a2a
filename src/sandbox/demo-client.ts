/** The application that every network of the sandbox knows: what <CHANNEL>_CLIENT_ID and <CHANNEL>_CLIENT_SECRET are in demo mode. */
export const demoClient = { id: 'sandbox-client', secret: 'sandbox-client-secret' };
