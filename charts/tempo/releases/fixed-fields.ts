/** Objects of tempo-distributed whose fields differ between releases and cannot be changed in place. */
import type { FixedField } from '../../component';
import { TEMPO, workloadName } from '../names/workloads';
import { ROLE_CACHES } from './caches';

/** The one that every release installs by default, and those that a user's values may turn on from 2.11.0 on. */
const CACHES = [{ key: 'memcached', isOn: true }, ...ROLE_CACHES.map((key) => ({ key, isOn: false }))];

/** @param clusterIP that of their Services. With the headless ones, the serviceName of their StatefulSets got the prefix of all names. */
export const caches = (clusterIP: 'an address' | 'None'): FixedField[] =>
  CACHES.flatMap(({ key, isOn }) => {
    const name = workloadName(key);
    const exists = { by: [key, 'enabled'], if: true, byDefault: isOn };
    return [
      { kind: 'Service', name, field: 'spec.clusterIP', value: clusterIP, exists },
      { kind: 'StatefulSet', name, field: 'spec.serviceName', value: clusterIP === 'None' ? name : name.replace(`${TEMPO}-`, ''), exists },
    ];
  });

/** The metrics-generator, if it is a StatefulSet. */
export const generator = (serviceName: string): FixedField => ({
  ...{ kind: 'StatefulSet', name: workloadName('metricsGenerator'), field: 'spec.serviceName', value: serviceName },
  exists: { by: ['metricsGenerator', 'kind'], if: 'StatefulSet', byDefault: 'Deployment' },
});
