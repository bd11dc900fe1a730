/** Steps that scenarios share. */
import type { Live } from '../live';
import { read, type Sent, send } from '../trace';

export interface Ends {
  readonly receiver: string;
  readonly query: string;
}

/** A trace goes in, and comes out. */
export async function aTrace(live: Live, ends: Ends): Promise<Sent> {
  let sent: Sent | undefined;
  await live.step('send', async () => {
    sent = await send(ends.receiver);
    return sent.id;
  });
  if (!sent) throw new Error('nothing was sent');
  await theTrace(live, ends, sent);
  return sent;
}

/** A trace that was sent comes out. */
export const theTrace = (live: Live, { query }: Ends, { id, name }: Sent, step = 'read'): Promise<void> =>
  live.step(step, async () => {
    const names = await read(query, id);
    if (!names.includes(name)) throw new Error(`trace ${id} has no span ${name}, but ${names.join(', ')}`);
    return `${names.length} spans`;
  });
