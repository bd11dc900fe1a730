/** The HTTPRoute of the demo, for Traefik's Gateway provider. */
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { KIND_MAY_COME_LATER, WAVES, wave } from '../component';
import { GATEWAY_API, type GatewayListener } from '../gateway-api';
import { emojivoto } from './release';

/** With the defaults of its CustomResourceDefinition: Argo CD compares lists as a whole. */
export function addRoute(scope: Construct, host: string, { gateway, namespace, listener }: GatewayListener): ApiObject {
  const { service: name, port } = emojivoto.web;
  return new ApiObject(scope, 'route', {
    apiVersion: `${GATEWAY_API}/v1`,
    kind: 'HTTPRoute',
    metadata: { name: 'emojivoto', namespace: emojivoto.namespace, annotations: { ...wave(WAVES.workload), ...KIND_MAY_COME_LATER } },
    spec: {
      parentRefs: [{ group: GATEWAY_API, kind: 'Gateway', name: gateway, namespace, sectionName: listener }],
      hostnames: [host],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ group: '', kind: 'Service', name, port, weight: 1 }],
        },
      ],
    },
  });
}
