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
    corner: '50%',
    font: '"InterVariable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
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
  sign: '<path fill="currentColor" d="M4.5 4C8 4.8 11 8.6 12 11c1-2.4 4-6.2 7.5-7 1.600-.3 2.500.6 2.500 2.500 0 4-1.400 6.800-4.700 6.900 2 .5 2.700 1.900 1.500 3.800C16.700 20 13.500 20.600 12 17c-1.500 3.600-4.700 3-6.800.2-1.200-1.900-.5-3.300 1.500-3.800C3.400 13.300 2 10.500 2 6.500 2 4.600 2.900 3.700 4.500 4Z"/>',
};
