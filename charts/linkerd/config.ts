/** Linkerd's part of the cluster file. */
import type * as z from 'zod';
import { objectName } from '../../lib/cluster-file/formats/kubernetes';
import { version } from '../../lib/cluster-file/formats/texts';
import { lazyDescription, lazyObject } from '../../lib/cluster-file/schema/lazy';
import { linkerdReleases } from './releases';

export const linkerdConfig = lazyObject(() => ({
  version: version('2.14.10').describe('The release of Linkerd in use'),
  webhookIssuer: objectName('linkerd-issuer')
    .optional()
    .meta(
      lazyDescription(
        () =>
          `The cert-manager ClusterIssuer for the certificate of the Jaeger extension's webhook: required up to ${linkerdReleases.last(({ extension }) => extension !== undefined)}, refused after`,
      ),
    ),
}));

export type LinkerdConfig = z.infer<typeof linkerdConfig>;
