import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Line } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';

const profileSchema = z.object({
  id: z.string().min(1),
  snap_user_name: z.string().optional(),
  display_name: z.string().optional(),
  logo_urls: z.object({ original_logo_url: z.string().optional() }).optional(),
});
export type PublicProfile = z.infer<typeof profileSchema>;

// One profile or a list of them (uncertain): both are read.
const answerSchema = z.object({
  public_profile: profileSchema.optional(),
  public_profiles: z.array(z.object({ public_profile: profileSchema })).default([]),
});

/** The public profiles that a login opens. https://developers.snap.com/api/marketing-api/Public-Profile-API/Profiles */
export async function readProfiles(credentials: Credentials, { send }: Line): Promise<PublicProfile[]> {
  const path = '/v1/public_profiles/my_profile';
  const answer = await send({ method: 'GET', path, headers: bearer(credentials) }, answerSchema);
  const listed = answer.public_profiles.map(({ public_profile }) => public_profile);
  const profiles = answer.public_profile === undefined ? listed : [answer.public_profile, ...listed];
  if (profiles.length === 0) throw noProfile();
  return [...new Map(profiles.map((profile) => [profile.id, profile])).values()];
}

function noProfile(): PlatformFailure {
  const message = 'This login has no public profile at Snapchat.';
  const hint = 'Make one in the app, under Settings → Public Profile, and connect the account again.';
  return new PlatformFailure({ kind: 'permission', happened: 'no', message, hint });
}
