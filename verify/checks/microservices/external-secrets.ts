/** Checks that each ExternalSecret has the store, the key and the properties of the cluster file. */
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import type { Manifest, World } from '../../stack';
import type { Declared } from '../../world/declared';
import { aboutObject, groupOf } from '../../world/kubernetes';
import { MICROSERVICES_RULES } from './rules';

type Wanted = NonNullable<Declared['externalSecret']>;

export function checkExternalSecrets({ objects, declared: { externalSecret } }: World): Finding[] {
  if (!externalSecret) return [];
  return objects
    .filter(({ object }) => object.kind === 'ExternalSecret' && groupOf(object) === 'external-secrets.io')
    .flatMap(({ object, place }) =>
      [...version(object, externalSecret), ...store(object, externalSecret), ...entries(object, externalSecret)].map((statement) =>
        error(place, statement, aboutObject(object)),
      ),
    );
}

function version({ apiVersion }: Manifest, { apiVersions }: Wanted): Statement[] {
  if (apiVersions.includes(apiVersion)) return [];
  const problem = `apiVersion ${apiVersion} is not served by the operator in the cluster file`;
  return [MICROSERVICES_RULES.says('external-secret-version', problem, `use ${apiVersions[0]}`)];
}

function store(object: Manifest, { store, storeKind }: Wanted): Statement[] {
  const ref = at(object, 'spec', 'secretStoreRef');
  return [
    ...differs('spec.secretStoreRef.name', textAt(ref, 'name'), store),
    ...differs('spec.secretStoreRef.kind', textAt(ref, 'kind') ?? 'SecretStore', storeKind),
  ];
}

function entries(object: Manifest, { key, properties, remoteRef }: Wanted): Statement[] {
  return listAt(object, 'spec', 'data').flatMap((entry, index) => {
    const path = `spec.data[${index}].remoteRef`;
    if (at(entry, 'remoteRef') === undefined) return [];
    return [
      ...differs(`${path}.key`, textAt(entry, 'remoteRef', 'key'), key),
      ...differs(`${path}.property`, textAt(entry, 'remoteRef', 'property'), properties[textAt(entry, 'secretKey') ?? '']),
      ...Object.entries(remoteRef).flatMap(([field, value]) =>
        textAt(entry, 'remoteRef', field) === undefined ? [addedLater(`${path}.${field}`, value)] : [],
      ),
    ];
  });
}

/** Argo CD compares lists as a whole. */
const addedLater = (path: string, value: string): Statement =>
  MICROSERVICES_RULES.says(
    'external-secret-differs',
    `has no ${path}, which the API server adds, so that Argo CD always sees a difference`,
    `set it to ${value}`,
  );

function differs(path: string, found: string | undefined, wanted: string | undefined): Statement[] {
  if (wanted === undefined || found === wanted) return [];
  const problem = found === undefined ? `has no ${path}, but` : `${path} is ${found}, but`;
  return [MICROSERVICES_RULES.says('external-secret-differs', `${problem} the cluster file has ${wanted}`, `use ${wanted}`)];
}
