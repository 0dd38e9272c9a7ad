import type { ReactNode } from 'react';
import { Dialog, Heading, Modal as AriaModal, ModalOverlay } from 'react-aria-components';

interface ModalProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** An alert dialog must be answered: a click beside it does not close it. */
  alert?: boolean;
  /** At the top its head stays where it is while its content grows. */
  place?: 'middle' | 'top';
}

export function Modal({ title, isOpen, onClose, children, alert = false, place = 'middle' }: ModalProps) {
  return (
    <ModalOverlay
      className={place === 'top' ? 'overlay overlay-top' : 'overlay'}
      isOpen={isOpen}
      isDismissable={!alert}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <AriaModal className="modal">
        <Dialog className="dialog" role={alert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          {children}
        </Dialog>
      </AriaModal>
    </ModalOverlay>
  );
}
