import type { Platform } from '../platform.ts';
import { options } from './options.ts';
import { profile } from './profile.ts';

export const youtube: Platform = { profile, options, publishing: null };
