/** Manifests of a Traefik, and of an application behind it, for tests without Helm. */

/** Deployment and Service, both named traefik, with the entry point web on port 80. @param flags besides that of the entry point */
export const smallTraefik = (...flags: readonly string[]): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: traefik, namespace: traefik}
spec:
  template:
    metadata: {labels: {app: traefik}}
    spec:
      containers:
        - name: traefik
          image: traefik:v3.6.4
          args: [${['--entrypoints.web.address=:8000', ...flags].map((flag) => `'${flag}'`).join(', ')}]
          ports: [{name: web, containerPort: 8000}]
---
apiVersion: v1
kind: Service
metadata: {name: traefik, namespace: traefik}
spec: {selector: {app: traefik}, ports: [{name: web, port: 80, targetPort: web}]}
`;

/** Deployment and Service, both named shop. */
export const SHOP = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: shop}
spec: {template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: shop, image: 'shop:1', ports: [{containerPort: 80}]}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: shop}
spec: {selector: {app: shop}, ports: [{port: 80}]}
`;
