/** A phone number to be called. */
export function Dial({ phone }: { phone: string }) {
  return (
    <a className="num" href={`tel:${phone.replace(/[^\d+]/g, "")}`} dir="ltr">
      {phone}
    </a>
  );
}
