import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/main/project-root.ts';
import { tenantValues } from '../../src/platform/db/raw-statement.ts';

/** Run as the login role across tenants, on the dispatch and the first run: they hold no personal data. */
const ACROSS_TENANTS = [
  'src/features/mail/delivery/dispatch-store.ts',
  'src/features/mail/delivery/settled-store.ts',
  'src/main/queue-depth-store.ts',
];

/** Every raw statement of a file, with `$n` for a value and the text itself for a piece of SQL that is put in. */
function statementsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(projectRoot, file), 'utf8'), ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const pieces = new Map<string, ts.TaggedTemplateExpression>();
  const tagged = (node: ts.Node): node is ts.TaggedTemplateExpression =>
    ts.isTaggedTemplateExpression(node) && /^sql\b/.test(node.tag.getText(source));
  const collect = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && tagged(node.initializer))
      pieces.set(node.name.getText(source), node.initializer);
    ts.forEachChild(node, collect);
  };
  collect(source);
  const textOf = (node: ts.TaggedTemplateExpression, values: { n: number }): string => {
    if (ts.isNoSubstitutionTemplateLiteral(node.template)) return node.template.text;
    return node.template.templateSpans.reduce((text, { expression, literal }) => {
      const piece = tagged(expression) ? expression : pieces.get(expression.getText(source));
      return `${text}${piece ? textOf(piece, values) : ` $${values.n++} `}${literal.text}`;
    }, node.template.head.text);
  };
  const visit = (node: ts.Node): void => {
    if (tagged(node)) found.push(textOf(node, { n: 0 }));
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('a raw statement that names a table with a tenant says whose rows it means', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src/**/*.ts'], {
    cwd: projectRoot,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file && !file.endsWith('.test.ts') && !ACROSS_TENANTS.includes(file));
  const wrong: string[] = [];
  let read = 0;
  for (const file of files)
    for (const statement of statementsIn(file)) {
      read++;
      try {
        tenantValues(statement);
      } catch (error) {
        wrong.push(`${file}: ${(error as Error).message}`);
      }
    }
  expect(read).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});
