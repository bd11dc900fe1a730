/** Sends a span to a receiver of Tempo in the receiver's own protocol. */
import type { Receiver } from '../../charts/tempo/receivers';
import type { Destination, MarkedSpan } from './span';

/**
 * Resolves when the receiver has accepted the span; by UDP, when nothing refused it.
 * @throws SendError
 */
export async function sendSpan(receiver: Receiver, to: Destination, span: MarkedSpan): Promise<void> {
  // The libraries of the protocols are large, and no other command needs them: see lib/bundle/bundle.js.
  const { SENDERS } = await import('#senders');
  await SENDERS[receiver](to, span);
}
