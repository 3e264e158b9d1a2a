import type { DeliveryError as Shape } from '../src/domain/delivery-error.ts';
import { builder } from './builder.ts';
import { DeliveryErrorCodeEnum } from './enums.ts';

export const DeliveryError = builder.objectRef<Shape>('DeliveryError').implement({
  description: 'Why a delivery or an account is where it is, and what to do about it.',
  fields: (t) => ({
    code: t.expose('code', { type: DeliveryErrorCodeEnum, description: 'The kind of failure.' }),
    message: t.exposeString('message', { description: 'What happened, in a sentence; often the network’s own.' }),
    retryable: t.exposeBoolean('retryable', { description: 'Whether trying the same again can succeed.' }),
    hint: t.exposeString('hint', { description: 'What to do.' }),
  }),
});
