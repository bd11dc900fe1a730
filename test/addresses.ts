/** Every address of a cluster-internal Service in a text: `service.namespace:port`, in a URL or bare. */
export interface Address {
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
}

const URL_ADDRESS = /https?:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc\.cluster\.local(?::(\d+))?/g;
const BARE_ADDRESS = /(?<![\w./-])([a-z][a-z0-9-]*)\.([a-z][a-z0-9-]*):(\d{2,5})(?![\w.])/g;

export function addressesIn(text: string): Address[] {
  return [...text.matchAll(URL_ADDRESS), ...text.matchAll(BARE_ADDRESS)].map(([, service = '', namespace = '', port]) => ({
    service,
    namespace,
    port: Number(port ?? 80),
  }));
}

export const show = ({ service, namespace, port }: Address): string => `${service}.${namespace}:${port}`;
