import type { builder } from './builder.ts';

type InputFields = Parameters<NonNullable<Parameters<typeof builder.inputType>[1]['fields']>>[0];

/** The field of every input that can wait for its deliveries. */
export function waitSecondsField(t: InputFields) {
  return t.int({
    defaultValue: 0,
    validate: {
      type: 'number',
      min: [0, { message: 'waitSeconds is 0 or more.' }],
      max: [30, { message: 'waitSeconds is 30 at most: subscribe to postStatusChanged to wait longer.' }],
    },
    description:
      'How long the answer waits for the deliveries to settle: 0 to 30 seconds. By default it comes at once.',
  });
}
