/** Checks the names below `distributor.receivers`. Tempo does not start with an unknown name. */
import { RECEIVERS, type Receiver, type ReceiverFacts } from '../../../charts/tempo/receivers';
import { namesOfOptions } from '../../../charts/tempo/receivers/options/options';
import type { Statement } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import { isMap, mapAt } from '../../../lib/yaml/parsed';
import { MICROSERVICES_RULES } from './rules';

/** The receivers of Tempo, and the protocols of each. */
const PROTOCOLS = new Map<string, string[]>([['kafka', []]]);
for (const {
  configuration: [name, protocol],
} of Object.values(RECEIVERS))
  PROTOCOLS.set(name, [...(PROTOCOLS.get(name) ?? []), ...(protocol ? [protocol] : [])]);

/** Receivers that do not exist, and misspelled fields of those that do. */
export function unknownFields(receivers: Readonly<Record<string, unknown>>): Statement[] {
  return Object.entries(receivers).flatMap(([name, settings]) => {
    // The name of a receiver may have a suffix after a slash.
    const known = PROTOCOLS.get(name.split('/')[0] ?? '');
    return known ? fieldsOf(name, settings, known) : [unknownReceiver(name)];
  });
}

function unknownReceiver(name: string): Statement {
  const meant = nearest(name, PROTOCOLS.keys());
  const fix = meant ? `did you mean ${meant}?` : `use one of ${[...PROTOCOLS.keys()].join(', ')}`;
  return MICROSERVICES_RULES.says('unknown-receiver', `does not start: unknown receiver distributor.receivers.${name}`, fix);
}

function fieldsOf(name: string, settings: unknown, protocols: readonly string[]): Statement[] {
  const path = `distributor.receivers.${name}`;
  const own = mapAt(settings, 'protocols');
  return [
    ...misspelled(path, settings, protocols.length > 0 ? ['protocols'] : optionsAt(name)),
    ...misspelled(`${path}.protocols`, own, protocols),
    ...Object.entries(own).flatMap(([protocol, value]) => misspelled(`${path}.protocols.${protocol}`, value, optionsAt(name, protocol))),
  ];
}

/** The options of a receiver by its place in the configuration. */
function optionsAt(name: string, protocol?: string): string[] {
  const found = (Object.entries(RECEIVERS) as [Receiver, ReceiverFacts][]).find(
    ([, { configuration }]) => configuration[0] === name.split('/')[0] && configuration[1] === protocol,
  );
  return found ? namesOfOptions(found[0]) : ['endpoint'];
}

/** Only names that are similar to a known field: receivers have other fields, which are not listed here. */
function misspelled(path: string, value: unknown, known: readonly string[]): Statement[] {
  return (isMap(value) ? Object.keys(value) : []).flatMap((field) => {
    const meant = known.includes(field) ? undefined : nearest(field, known);
    return meant
      ? [MICROSERVICES_RULES.says('unknown-receiver-field', `does not start: unknown field ${path}.${field}`, `did you mean ${meant}?`)]
      : [];
  });
}
