/** The messages are those of kubectl and kube-apiserver 1.34. */
import { answerOf, withoutContent } from './answer';

test('an accepted object has the warnings of the server', () => {
  expect(answerOf(0, 'Warning: would violate PodSecurity "restricted:latest": host namespaces (hostNetwork=true)\n')).toEqual({
    outcome: 'accepted',
    message: '',
    warnings: ['would violate PodSecurity "restricted:latest": host namespaces (hostNetwork=true)'],
  });
});

test.each([
  ['no namespace', 'Error from server (NotFound): namespaces "nope" not found', 'namespaces "nope" not found'],
  [
    'no kind',
    'error: resource mapping not found for name: "a" namespace: "lab" from "STDIN": no matches for kind "Foo" in version "foo.io/v1"\nensure CRDs are installed first',
    'resource mapping not found for name: "a" namespace: "lab" from "STDIN": no matches for kind "Foo" in version "foo.io/v1" ensure CRDs are installed first',
  ],
  [
    'refused',
    'The Deployment "a" is invalid: \n* spec.template.metadata.labels: Invalid value: {"a":"c"}: `selector` does not match template `labels`\n* spec.replicas: Invalid value: -1: must be greater than or equal to 0\n',
    'spec.template.metadata.labels: Invalid value: {"a":"c"}: `selector` does not match template `labels` spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  ],
  [
    'refused',
    'Error from server: failed to create typed patch object (lab/a; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="a"].imagePulPolicy: field not declared in schema',
    'failed to create typed patch object: .spec.template.spec.containers[name="a"].imagePulPolicy: field not declared in schema',
  ],
  [
    'immutable',
    'The Service "minio" is invalid: spec.clusterIPs[0]: Invalid value: ["10.43.9.9"]: may not change once set',
    'spec.clusterIPs[0]: Invalid value: ["10.43.9.9"]: may not change once set',
  ],
  [
    'immutable',
    'The Pod "tempo-0" is invalid: spec.containers: Forbidden: pod updates may not add or remove containers',
    'spec.containers: Forbidden: pod updates may not add or remove containers',
  ],
  [
    'forbidden',
    'Error from server (Forbidden): configmaps "a" is forbidden: User "bob" cannot patch resource "configmaps" in API group "" in the namespace "lab"',
    'configmaps "a" is forbidden: User "bob" cannot patch resource "configmaps" in API group "" in the namespace "lab"',
  ],
  [
    'denied',
    'Error from server: admission webhook "validate.kyverno.svc-fail" denied the request: no latest tag',
    'admission webhook "validate.kyverno.svc-fail" denied the request: no latest tag',
  ],
  [
    'unanswered',
    'Error from server (InternalError): Internal error occurred: failed calling webhook "webhook.cert-manager.io": no endpoints available',
    'Internal error occurred: failed calling webhook "webhook.cert-manager.io": no endpoints available',
  ],
  [
    'refused',
    'The Deployment "a" is invalid: spec.template.spec.containers[0].livenessProbe.timeoutSeconds: Invalid value: -1: must be greater than or equal to 0',
    'spec.template.spec.containers[0].livenessProbe.timeoutSeconds: Invalid value: -1: must be greater than or equal to 0',
  ],
  [
    'refused',
    'Error from server: failed to convert new object (lab/a; /v1, Kind=Secret) to proper version: unable to convert unstructured object to /v1, Kind=Secret: error decoding from json: illegal base64 data at input byte 3',
    'failed to convert new object (lab/a; /v1, Kind=Secret) to proper version: unable to convert unstructured object to /v1, Kind=Secret: error decoding from json: illegal base64 data at input byte 3',
  ],
  ['unanswered', 'Unable to reach it: dial tcp 10.0.0.1:6443: i/o timeout', 'Unable to reach it: dial tcp 10.0.0.1:6443: i/o timeout'],
  ['unanswered', 'net/http: TLS handshake timeout', 'net/http: TLS handshake timeout'],
  ['unanswered', 'something new', 'something new'],
])('%s: %s', (outcome, error, message) => {
  expect(answerOf(1, `E1128 12:00:00.000000 1 memcache.go:265] noise\n${error}`)).toEqual({ outcome, message, warnings: [] });
});

test.each([
  [
    'Error from server: failed to create typed patch object (lab/a; /v1, Kind=Secret): .stringData.k: expected string, got &value.valueUnstructured{Value:1234}',
    'failed to create typed patch object: .stringData.k: expected string, got another type',
  ],
  [
    'Error from server: failed to create typed patch object (lab/a; /v1, Kind=Secret): .stringData: expected map, got &{hush\nWarning: hush}',
    'failed to create typed patch object: .stringData: expected map, got another type',
  ],
  ['The Secret "a" is invalid: data[k]: Invalid value: "hu\\"sh: hush": must be something', 'data[k]: Invalid value: must be something'],
  ['The Secret "a" is invalid: data[k]: Invalid value: 1234: must be something', 'data[k]: Invalid value: must be something'],
  ['The Secret "a" is invalid: stringData: Invalid value: {"k":"hush"}: must be something', 'stringData: Invalid value'],
  [
    'Error from server: admission webhook "secrets.example.org" denied the request: the value hush is too short',
    'admission webhook "secrets.example.org" denied the request',
  ],
  ['The Secret "a" is invalid: data[tls.key]: Required value', 'data[tls.key]: Required value'],
])('what is quoted of a Secret is not printed: %s', (error, message) => {
  expect(answerOf(1, withoutContent(error))).toMatchObject({ message, warnings: [] });
});
