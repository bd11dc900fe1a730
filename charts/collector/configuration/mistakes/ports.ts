/** Ports at which a configuration listens twice. */
import { type Listener, listenersOf } from '../listeners';
import { type Mistake, NO_START } from './mistake';

export function takenPorts(config: unknown): Mistake[] {
  const listeners = listenersOf(config);
  return listeners.flatMap((own, index): Mistake[] => {
    const other = listeners.slice(0, index).find((each) => meets(each, own));
    if (!other) return [];
    const problem = `${own.who} listens at ${own.address}, and ${other.who} at ${other.address}, ${NO_START}`;
    return [{ rule: 'taken-port', path: own.path, section: other.path, problem, fix: 'use another port' }];
  });
}

/** Whether one of two cannot listen. At two addresses of the pod, both can. */
const meets = (one: Listener, other: Listener): boolean =>
  one.port === other.port && one.transport === other.transport && (one.host === other.host || one.host === '' || other.host === '');
