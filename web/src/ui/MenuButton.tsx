import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { Button } from './Button';

export interface MenuEntry {
  id: string;
  label: string;
  hint?: string;
  isDisabled?: boolean;
  onAction: () => void;
}

interface MenuButtonProps {
  children: ReactNode;
  /** What the button is for, where its own words do not say. */
  label?: string;
  entries: MenuEntry[];
  look?: 'plain' | 'quiet';
  size?: 'normal' | 'small';
  testId?: string;
}

/** What is seldom done, behind one button. */
export function MenuButton({
  children,
  label,
  entries,
  look = 'plain',
  size = 'normal',
  testId,
}: MenuButtonProps) {
  if (entries.length === 0) return null;
  return (
    <MenuTrigger>
      <Button
        look={look}
        size={size}
        {...(label === undefined ? {} : { 'aria-label': label })}
        data-testid={testId}
      >
        {children}
      </Button>
      <Popover className="popover menu-popover" placement="bottom end">
        <Menu className="menu" items={entries}>
          {(entry) => (
            <MenuItem
              id={entry.id}
              className="menu-item"
              textValue={entry.label}
              isDisabled={entry.isDisabled === true}
              onAction={entry.onAction}
              data-testid={testId === undefined ? undefined : `${testId}-${entry.id}`}
            >
              <Text slot="label">{entry.label}</Text>
              {entry.hint !== undefined && (
                <Text slot="description" className="hint">
                  {entry.hint}
                </Text>
              )}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
