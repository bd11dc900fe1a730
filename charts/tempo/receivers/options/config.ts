/** `tempo.receiverOptions` of the cluster file. */
import type * as z from 'zod';
import { lazyLooseObject, lazyObject } from '../../../../lib/cluster-file/schema/lazy';
import { RECEIVER_NAMES, type Receiver } from '../../receivers';
import { RECEIVER_OPTIONS } from './options';

type Options = { readonly [Name in Receiver]: z.ZodOptional<z.ZodObject<ReturnType<(typeof RECEIVER_OPTIONS)[Name]>, z.core.$loose>> };

/** Unknown options are not refused here, but by the check, which knows why. */
const options = () =>
  Object.fromEntries(
    RECEIVER_NAMES.map((name) => [
      name,
      lazyLooseObject<z.ZodRawShape>(RECEIVER_OPTIONS[name]).optional().describe(`Options of ${name}, as in the configuration of Tempo`),
    ]),
  ) as unknown as Options;

export const receiverOptionsConfig = lazyObject(options)
  .default({})
  .meta({
    description: 'Options of the receivers, by receiver',
    examples: [{ 'otlp-grpc': { max_recv_msg_size_mib: 50 } }],
  });

export type ReceiverOptions = z.infer<typeof receiverOptionsConfig>;
