import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/main/project-root.ts';
import { tenantValues } from '../../src/platform/db/raw-statement.ts';
import { TENANT_TABLES } from '../../src/platform/db/tables.ts';

/** Read and claimed across tenants, as the login role: they hold no personal data. */
const ACROSS_TENANTS = ['mail_dispatch', 'mail_batches'];
const ACROSS_FILES = [
  'src/features/mail/delivery/dispatch-store.ts',
  'src/features/mail/delivery/settled-store.ts',
  'src/main/queue-depth-store.ts',
];

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src'], {
  cwd: projectRoot,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.ts$/.test(file) && !file.endsWith('.test.ts') && existsSync(join(projectRoot, file)));
const textOf = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

/** Every raw statement of a file, with `$n` for a value and the text itself for a piece of SQL that is put in. */
function statementsIn(file: string): string[] {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.ES2023, true);
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
  const written = (node: ts.TaggedTemplateExpression, values: { n: number }): string => {
    if (ts.isNoSubstitutionTemplateLiteral(node.template)) return node.template.text;
    return node.template.templateSpans.reduce((text, { expression, literal }) => {
      const piece = tagged(expression) ? expression : pieces.get(expression.getText(source));
      return `${text}${piece ? written(piece, values) : ` $${values.n++} `}${literal.text}`;
    }, node.template.head.text);
  };
  const visit = (node: ts.Node): void => {
    if (tagged(node)) found.push(written(node, { n: 0 }));
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('a raw statement that names a table with a tenant says whose rows it means', () => {
  const wrong: string[] = [];
  let read = 0;
  for (const file of sources)
    for (const statement of statementsIn(file)) {
      read++;
      const named = TENANT_TABLES.filter((table) =>
        new RegExp(`\\b(?:from|join|update|into|using)\\s+${table}\\b`, 'i').test(statement),
      );
      if (ACROSS_FILES.includes(file) && named.every((table) => ACROSS_TENANTS.includes(table))) continue;
      try {
        tenantValues(statement);
      } catch (error) {
        wrong.push(`${file}: ${(error as Error).message}`);
      }
    }
  expect(read).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

test('nothing steps around the wall', () => {
  const around = sources.filter((file) => /withoutPlugins|CompiledQuery|executeQuery|new Kysely/.test(textOf(file)));
  expect(around).toEqual(['src/platform/db/database.ts']);
  // What these run are functions that take the tenant first.
  expect(sources.filter((file) => /db\.once\(/.test(textOf(file))).sort()).toEqual([
    'src/features/mail/delivery/ledger.ts',
    'src/features/sessions/log-in-store.ts',
  ]);
});
