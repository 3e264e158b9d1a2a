import type { Operation } from '../network.ts';
import { ok } from './api.ts';
import type { Parts } from './parts.ts';

/** Which profile a login has. https://developers.snap.com/api/marketing-api/Public-Profile-API/Profiles */
export function profileOperations({ world, accounts, authenticate }: Parts): Operation[] {
  const path = '/v1/public_profiles/my_profile';
  return [
    {
      name: 'GET my_profile',
      method: 'GET',
      path,
      publishes: false,
      maxBodyBytes: 0,
      run(incoming) {
        const profiles = accounts.of(authenticate.required(incoming)).map(({ id, username, displayName }) => ({
          id,
          snap_user_name: username,
          display_name: displayName,
          logo_urls: { original_logo_url: `${world.url()}/logos/${id}.png` },
        }));
        const [only] = profiles;
        if (profiles.length === 1) return ok({ public_profile: only });
        return ok({ public_profiles: profiles.map((public_profile) => ({ public_profile })) });
      },
    },
  ];
}
