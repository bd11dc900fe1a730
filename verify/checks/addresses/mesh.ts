/** What a mesh and a demo need beside addresses: pods in the mesh, certificates of the right name, a variable that says where. */

import { listed } from '../../../lib/findings/listed';
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import type { Placed, World } from '../../stack';
import type { Verdict } from '../../verdict';
import { groupOf, titleOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';

const wrong = ({ place }: Pick<Placed, 'place'>, text: string): Verdict => ({ severity: 'error', check: 'addresses', place, text });

export function checkMesh(world: World, lookup: Lookup): Verdict[] {
  return world.isOurs ? [...unmeshed(world, lookup), ...silent(world, lookup), ...certificates(world)] : [];
}

const emojivotoPods = ({ pods }: Lookup) =>
  pods.filter(({ containers }) => containers.some(({ image }) => /\/emojivoto-[\w-]+:/.test(image)));

/** The mesh sees the requests of the demo only in its own pods. */
function unmeshed({ declared, objects }: World, lookup: Lookup): Verdict[] {
  if (declared.linkerdReadsW3c === undefined) return [];
  const key = 'linkerd.io/inject';
  const outside = emojivotoPods(lookup).filter(({ annotations, placed }) => {
    const namespace = objects.find(({ object }) => object.kind === 'Namespace' && object.metadata.name === placed.namespace);
    return !['enabled', 'ingress'].includes(annotations[key] ?? namespace?.object.metadata.annotations?.[key] ?? '');
  });
  const [first] = outside;
  if (!first) return [];
  const names = listed(outside.map(({ placed }) => placed.object.metadata.name));
  return [
    wrong(first.placed, `${names}: not in the mesh, so that Linkerd sends no span of them; annotate their pods with ${key}: enabled`),
  ];
}

/** The demo sends spans only where a variable says. */
function silent({ declared }: World, lookup: Lookup): Verdict[] {
  if (!declared.receivers.includes('opencensus')) return [];
  const without = emojivotoPods(lookup).filter(({ containers }) =>
    containers.every(({ env }) => !env.some(({ name }) => name === 'OC_AGENT_HOST')),
  );
  const [first] = without;
  if (!first) return [];
  const names = listed(without.map(({ placed }) => placed.object.metadata.name));
  return [wrong(first.placed, `${names}: no variable OC_AGENT_HOST, and so no span is sent; set it to the OpenCensus address of Tempo`)];
}

/** What cert-manager is to put into a webhook comes from a Certificate that is here, and is for the name that is called. */
function certificates({ objects }: World): Verdict[] {
  const all = objects.filter(({ object }) => object.kind === 'Certificate' && groupOf(object) === 'cert-manager.io');
  const names = all.map(({ object, namespace }) => `${namespace}/${object.metadata.name}`);
  return objects.flatMap((placed) => {
    const { object } = placed;
    const from = object.metadata.annotations?.['cert-manager.io/inject-ca-from'];
    if (from === undefined) return [];
    const certificate = all[names.indexOf(from)];
    if (!certificate)
      return [
        wrong(
          placed,
          `${titleOf(object)}: takes its authority from Certificate ${from}, which is not here; ${names.length > 0 ? `write ${names.join(' or ')}` : 'have it made there'}`,
        ),
      ];
    const known = listAt(certificate.object, 'spec', 'dnsNames').map(String);
    return listAt(object, 'webhooks').flatMap((webhook) => {
      const service = at(webhook, 'clientConfig', 'service');
      const name = `${textAt(service, 'name')}.${textAt(service, 'namespace')}.svc`;
      if (service === undefined || known.includes(name)) return [];
      return [
        wrong(certificate, `${titleOf(certificate.object)}: is for ${listed(known)}, and ${titleOf(object)} calls ${name}; write ${name}`),
      ];
    });
  });
}
