/** The outbox: post, take back, deliver, evidence, mailbox. Knows addresses and ids, no product. */
export { post, type NewMail } from './post-mail.ts';
export { takeBack, type Waiting } from './take-back.ts';
export { defineMail, mailKinds, type Composed, type Fills, type Lane, type MailContent, type MailDefinition, type MailFate, type MailKinds, type MailState, type PostedMail } from './mail-definition.ts';
export { letterOf } from './letter/letter-of.ts';
export { ownLetter, type OwnLetter } from './letter/own-letters.ts';
export { DELIVERY_TIMES, startDelivery, type Delivery, type DeliveryTimes } from './delivery/start-delivery.ts';
export { closeBatch, openBatch, pauseBatch, resumeBatch, showBatches, stopBatch, takeBackSome, type BatchView } from './batches-store.ts';
export { pictureUrl } from './open-picture.ts';
export { readableLetter, type ReadableLetter } from './letter/fill-letter.ts';
export { noteOpen, pictureResponse } from './note-open.ts';
export { mailRoutes } from './routes.ts';
export { mailBelongings } from './mail-belongings.ts';
export { mailsPart } from './personal-part.ts';
