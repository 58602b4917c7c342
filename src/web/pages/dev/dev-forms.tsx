import {
  Button,
  Checkbox,
  NumberInput,
  Radio,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { Card, FormStack } from '../../ui/card.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Form } from '../../ui/form.tsx';
import { LanguageTabs } from '../../ui/language-tabs.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import styles from './dev-page.module.css';

export function DevForms() {
  const [saves, setSaves] = useState(0);
  const [locale, setLocale] = useState('nl');
  return (
    <>
      <div className={styles.row}>
        <Button>Primary</Button>
        <Button variant="default">Secondary</Button>
        <Button variant="light">Light</Button>
        <Button variant="subtle">Subtle</Button>
        <Button color="red">Dangerous</Button>
        <Button color="red" variant="light">
          Dangerous, light
        </Button>
        <Button loading>Busy</Button>
        <Button disabled>Disabled</Button>
        <Button maw={180}>A label so long that it has to wrap onto a second line</Button>
      </div>
      <div className={styles.two}>
        <Card title="Fields" words="One under the other, with errors that keep what was typed.">
          <Form onSubmit={() => setSaves((count) => count + 1)}>
            <FormStack>
              <TextInput label="Name" description="Stands in every mail." defaultValue="Zorggroep Voorbeeld" />
              <TextInput label="Email" error="There is no @ in this address." defaultValue="anna.jansen" />
              <TextInput label="Disabled" disabled defaultValue="Set by the server" />
              <Select label="Language" data={['English', 'Nederlands', 'Deutsch']} defaultValue="Nederlands" />
              <NumberInput label="Days" defaultValue={14} styles={{ wrapper: { maxWidth: 140 } }} />
              <Textarea label="Words" placeholder="A few" minRows={2} />
              <SaveButton saves={saves} busy={false} />
            </FormStack>
          </Form>
        </Card>
        <Card title="Choices">
          <Stack gap={14}>
            <Checkbox label="Off" />
            <Checkbox label="On" defaultChecked />
            <Checkbox label="Partly" indeterminate />
            <Checkbox label="Disabled" disabled />
            <Radio.Group label="One of two" defaultValue="a">
              <Stack gap={8} mt={6}>
                <Radio value="a" label="This" />
                <Radio value="b" label="That" />
              </Stack>
            </Radio.Group>
            <Switch label="Switch" defaultChecked />
            <Switch label="Switch, off" />
            <SegmentedControl data={['Light', 'Dark', 'Device']} aria-label="Scheme" />
            <CopyField label="The key" value="wk_7fQ2b1c8e0d94f5f8a6b7c3d2e1f0a9b8c7d6e5f4" />
          </Stack>
        </Card>
      </div>
      <div className={styles.two}>
        <FileDrop label="File with people" accept=".csv" limit={25_000_000} hint="CSV, up to 25 MB" onFile={() => undefined} />
        <FileDrop
          label="File with people, refused"
          accept=".csv"
          error="This is a picture. Choose the file with your people."
          onFile={() => undefined}
        />
      </div>
      <br />
      <LanguageTabs
        label="Languages"
        value={locale}
        onChange={setLocale}
        tabs={[
          { locale: 'en', name: 'English' },
          { locale: 'nl', name: 'Nederlands' },
          { locale: 'de', name: 'Deutsch', note: 'missing' },
        ]}
      >
        The same thing in {locale}.
      </LanguageTabs>
    </>
  );
}
