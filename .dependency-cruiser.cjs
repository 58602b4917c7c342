/** Who may import whom: ARCHITECTURE.md, executable. */
const { readdirSync } = require('node:fs');

// Each feature may use the doors of those before it.
const order = [
  'audit',
  'tenants',
  'whitelist',
  'mail',
  'users',
  'views',
  'acts',
  'groups',
  'factors',
  'sessions',
  'activation',
  'profile',
  'welcome',
  'arrivals',
  'imports',
  'sources',
  'content',
  'notifications',
  'projects',
  'setup',
  'leaving',
];
const unknown = readdirSync(`${__dirname}/src/features`).filter((name) => !order.includes(name));
if (unknown.length) throw new Error(`Give ${unknown.join(', ')} a place in the order of features (.dependency-cruiser.cjs).`);

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const inside = (...rooms) => `^src/(${rooms.join('|')})/`;
const test = '\\.test\\.tsx?$';

module.exports = {
  forbidden: [
    rule('no-circles', 'A circle cannot be understood one file at a time.', {}, { circular: true }),
    rule(
      'kernel-knows-nobody',
      'The kernel is small pure values.',
      { path: inside('kernel'), pathNot: test },
      { path: '^(src/(?!kernel/)|test/)' },
    ),
    rule(
      'contract-knows-the-kernel',
      'What travels on the wire knows values only.',
      { path: inside('contract'), pathNot: test },
      { path: '^(src/(?!kernel/|contract/)|test/)' },
    ),
    rule(
      'platform-knows-no-product',
      'Machinery without product knowledge.',
      { path: inside('platform'), pathNot: test },
      { path: '^(src/(?!kernel/|platform/|contract/(core|permissions|problem)\\.ts)|test/)' },
    ),
    rule(
      'features-know-no-edges',
      'Features do not know what puts them together.',
      { path: inside('features'), pathNot: test },
      { path: '^(src/(main|web)/|test/)' },
    ),
    rule(
      'web-is-in-the-browser',
      'The browser has contract, kernel and words.',
      { path: inside('web'), pathNot: test },
      { path: '^(src/(?!web/|contract/|kernel/)|test/)' },
    ),
    rule(
      'main-serves-web-built',
      'The server serves built pages; it does not import them.',
      { path: inside('main') },
      { path: inside('web') },
    ),
    rule(
      'source-knows-no-tests',
      'What ships does not need the tests.',
      { path: '^src/', pathNot: test },
      { path: `^test/|${test}` },
    ),
    rule(
      'doors-only',
      'Features meet only at each other’s index.ts.',
      { path: '^src/features/([^/]+)/' },
      { path: '^src/features/([^/]+)/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/index\\.ts$'] },
    ),
    ...order.map((feature, at) =>
      rule(
        `${feature}-uses-earlier-ones`,
        'A feature uses only those before it; what must flow back is written by the later one through the earlier one’s door.',
        { path: `^src/features/${feature}/`, pathNot: test },
        { path: `^src/features/(${order.slice(at + 1).join('|') || '-'})/` },
      ),
    ),
    rule(
      'rules-are-pure',
      'Rules import nothing but kernel and contract.',
      { path: '^src/features/.*-rules?\\.ts$' },
      { path: '^src/(platform|main|web)/|^src/features/.*(store|routes|jobs)\\.ts$' },
    ),
    rule(
      'listed-packages-only',
      'What is used stands in package.json.',
      { path: '^src/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    ),
    rule(
      'everything-is-there',
      'An import must lead somewhere.',
      {},
      { couldNotResolve: true, pathNot: ['\\.css$', '\\?', '^virtual:'] },
    ),
    rule(
      'server-runs-without-dev-packages',
      'dependencies, not devDependencies.',
      { path: inside('kernel', 'contract', 'platform', 'features', 'main'), pathNot: test },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
