/** The addresses of vulture, from its arguments: where it writes spans, and where it reads them. */
import { RECEIVERS } from '../../charts/tempo/receivers';
import { writesOf } from '../../charts/vulture/releases';
import { aboutObject } from '../world/kubernetes';
import type { Lookup } from '../world/lookup';
import { versionOfImage } from '../world/tempo';
import { addressOf, type Use } from './use';

const PROTOCOLS = { 'jaeger-grpc': 'Jaeger/gRPC', 'otlp-grpc': 'OTLP/gRPC' } as const;

const FLAG = /^--?(tempo-push-url|tempo-query-url|tempo-org-id)=(.*)$/s;

export const vultureUses = ({ pods }: Lookup): Use[] =>
  pods.flatMap(({ placed, containers }) =>
    containers.flatMap(({ args, image }) => {
      const flags = new Map(
        args.flatMap((arg): [string, string][] => {
          const [, name, value = ''] = FLAG.exec(arg) ?? [];
          return name ? [[name, value]] : [];
        }),
      );
      const [push, query] = [flags.get('tempo-push-url'), flags.get('tempo-query-url')];
      if (push === undefined || query === undefined) return [];
      const receiver = writesOf(versionOfImage(image) ?? '');
      const hasTenant = (flags.get('tempo-org-id') ?? '') !== '';
      const base = { from: 'vulture', to: 'Tempo', about: aboutObject(placed.object), placed, hasTenant };
      return [
        {
          ...base,
          what: 'spans',
          protocol: PROTOCOLS[receiver],
          address: dialled(push, RECEIVERS[receiver].port),
          where: '-tempo-push-url',
        },
        { ...base, what: 'queries', protocol: 'HTTP', address: query, where: '-tempo-query-url' },
      ];
    }),
  );

/** The address that it dials: without a port, that of the protocol. */
function dialled(pushUrl: string, port: number): string {
  const address = addressOf(pushUrl);
  if (!address) return pushUrl;
  return `${address.host}:${address.isPortWritten ? address.port : port}`;
}
