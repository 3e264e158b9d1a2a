import type { Look } from '../network.ts';

/** A white page, hairlines and a clear blue. */
export const look: Look = {
  title: 'Bluesky',
  light: {
    accent: '#0066d6',
    page: '#ffffff',
    panel: '#ffffff',
    ink: '#0b0f14',
    soft: '#4e5d6c',
    line: '#dce2ea',
    hover: '#f4f7fb',
  },
  dark: {
    accent: '#4ba3ff',
    page: '#0f151d',
    panel: '#0f151d',
    ink: '#f1f4f8',
    soft: '#a3b2c3',
    line: '#26323f',
    hover: '#151e29',
  },
  font: 'InterVariable, Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  avatarRadius: '50%',
  columnRadius: '0',
  sign: '<path fill="currentColor" d="M7 18.500a4.500 4.500 0 0 1-.6-8.960 6 6 0 0 1 11.500 1.520A3.800 3.800 0 0 1 17.500 18.500Z"/>',
};
