import type { Platform } from '../platform.ts';
import { options, pageOptions } from './options.ts';
import { pageProfile, profile } from './profile.ts';

export const linkedin: Platform = { profile, options, publishing: null };
export const linkedinPage: Platform = { profile: pageProfile, options: pageOptions, publishing: null };
