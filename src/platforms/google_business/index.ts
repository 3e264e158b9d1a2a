import type { Platform } from '../platform.ts';
import { options } from './options.ts';
import { profile } from './profile.ts';

export const googleBusiness: Platform = { profile, options, publishing: null };
