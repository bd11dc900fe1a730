/** What the charts need of cdk8s-plus-27, by its parts: its index loads everything, and each bundled file that imports it copies all names. */
import k8s = require('cdk8s-plus-27/lib/imports/k8s');

export { ConfigMap } from 'cdk8s-plus-27/lib/config-map';
export { HttpIngressPathType, Ingress, IngressBackend } from 'cdk8s-plus-27/lib/ingress';
export { Pod } from 'cdk8s-plus-27/lib/pod';
export { Secret } from 'cdk8s-plus-27/lib/secret';
export { Service } from 'cdk8s-plus-27/lib/service';
export { k8s };
