const swc = ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }];

module.exports = {
  testEnvironment: 'node',
  // Also the core that jest would leave free.
  maxWorkers: '100%',
  // Real Helm renders, the first time from a download, and the machine may be busy.
  testTimeout: 120_000,
  // thrift loads uuid, which is an ES module.
  transform: { '\\.ts$': swc, '/node_modules/uuid/.+\\.js$': swc },
  transformIgnorePatterns: ['/node_modules/(?!uuid/)'],
  // Bundled in the package: see lib/bundle/bundle.js.
  moduleNameMapper: { '^#senders$': '<rootDir>/smoke/send/senders.ts' },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  // One place for all of them: what a pull request is reviewed by.
  snapshotFormat: { printBasicPrototype: false },
};
