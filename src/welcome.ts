import type { App } from './app.ts';
import type { Config } from './config.ts';

/** What a person reads when it has started. */
export function welcome(config: Config, app: Pick<App, 'url' | 'sandboxUrl' | 'demoApiKey'>): string {
  const lines = [`Postern is running (${config.roles.join(', ')}).`];
  if (config.roles.includes('api')) lines.push(`  GraphQL and GraphiQL   ${app.url}/graphql`);
  if (config.roles.includes('sandbox')) lines.push(`  The networks, played   ${app.sandboxUrl}`);
  if (app.demoApiKey !== null) lines.push(`  API key                ${app.demoApiKey}`);
  if (config.mode === 'demo')
    lines.push('This is a demo: nothing leaves this machine unless you connect an account of a real network.');
  return `${lines.join('\n')}\n\n`;
}
