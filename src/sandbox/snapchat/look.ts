import type { Look } from '../network.ts';

/** Yellow, with black on it. */
export const look: Look = {
  title: 'Snapchat',
  light: {
    accent: '#7a6a00',
    page: '#fffbcc',
    panel: '#ffffff',
    ink: '#121212',
    soft: '#5c5c5c',
    line: '#e6e3c8',
    hover: '#fffde6',
  },
  dark: {
    accent: '#fffc00',
    page: '#121212',
    panel: '#1e1e1e',
    ink: '#f5f5f5',
    soft: '#a8a8a8',
    line: '#333333',
    hover: '#262626',
  },
  font: '"Graphik", "Avenir Next", Helvetica, Arial, system-ui, sans-serif',
  avatarRadius: '50%',
  columnRadius: '16px',
  sign: '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" d="M12 3.500c3 0 4.800 2.200 4.800 5.200 0 .8-.1 1.600-.1 2.300.7.4 1.500 0 2.100.3.5.4.1 1.100-.8 1.600-.6.3-1.300.5-1.100 1.300.5 1.400 1.800 2.500 3.300 2.900-.3 1.200-2.300 1-2.700 1.500-.3.4-.1 1-.5 1.200-.7.2-1.700-.3-2.700.1-.8.300-1.300 1.100-2.300 1.100s-1.500-.8-2.300-1.100c-1-.4-2 .1-2.700-.1-.4-.2-.2-.8-.5-1.200-.4-.5-2.400-.3-2.700-1.500 1.500-.4 2.800-1.500 3.300-2.900.2-.8-.5-1-1.100-1.300-.9-.5-1.300-1.200-.8-1.600.6-.300 1.400.1 2.100-.3 0-.7-.1-1.500-.1-2.300 0-3 1.800-5.200 4.800-5.200Z"/>',
};
