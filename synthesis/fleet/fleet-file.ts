/** fleet.yaml, beside the folder with the cluster files: one ApplicationSet for the root Applications of all clusters. */
import * as z from 'zod';
import { metadataConfig } from '../../charts/metadata/config';
import { Document, type Form } from '../../lib/cluster-file/document';
import { Findings } from '../../lib/cluster-file/findings';
import { repositoryUrl } from '../../lib/cluster-file/formats/addresses';
import { namespace } from '../../lib/cluster-file/formats/kubernetes';
import { clusterName, plainLine, relativePath } from '../../lib/cluster-file/formats/texts';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import type { FleetSource } from '../../lib/cluster-file/sources';
import { validate } from '../../lib/cluster-file/validation/validate';
import type { Finding, Place } from '../../lib/findings/finding';

export const fleetFile = lazyObject(() => ({
  name: clusterName().default('tracing-fleet').describe('The name of the ApplicationSet and of its AppProject'),
  repoURL: repositoryUrl().describe('The repository with the output of all clusters'),
  revision: plainLine('main')
    .default('HEAD')
    .describe('The branch where the ApplicationSet finds the clusters; what a cluster syncs is its own gitops.revision'),
  path: relativePath('dist').default('dist').describe('The folder of that repository with the folders of the clusters'),
  namespace: namespace('argocd').default('argocd').describe('The namespace of Argo CD itself'),
  metadata: metadataConfig.optional().describe('Labels and annotations of the ApplicationSet, its AppProject and the root Applications'),
  sync: z.enum(['automated', 'manual']).default('automated').describe('How the root Applications sync, as gitops.sync'),
})).describe('The fleet of tempo-gitops');

export type FleetFile = z.infer<typeof fleetFile>;

const FORM: Form = {
  kinds: ['map'],
  noun: 'a map of keys',
  forEmpty: 'write at least repoURL, or remove the file',
  forSeveral: 'write one fleet, without --- inside',
  forOthers: 'write `repoURL: …`',
};

/** A checked file of a fleet. */
export interface ReadFleet {
  readonly fleet: FleetFile;
  /** Its path, as shown in messages. */
  readonly file: string;
  /** The place of the value of a key; without the key, that of the file. */
  readonly placeOf: (key: keyof FleetFile) => Place;
}

/** @returns the checked file, undefined if it is refused, and its findings */
export function readFleet({ file, text }: FleetSource): { readonly read?: ReadFleet; readonly findings: readonly Finding[] } {
  const document = new Document(text, FORM);
  const findings = new Findings(file, document);
  const fleet = validate(fleetFile, document, findings);
  const read = fleet && { fleet, file, placeOf: (key: keyof FleetFile) => ({ file, ...document.placeOfValue([key]) }) };
  return { ...(read && { read }), findings: findings.list };
}
