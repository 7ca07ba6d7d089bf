import type { ReactNode } from 'react';

/** Drawn here so that no icon package is needed. Always beside words, so hidden from screen readers. */
function Icon({ size = 24, children }: { readonly size?: number | undefined; readonly children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2.2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

interface IconProps {
  readonly size?: number | undefined;
}

export const CheckIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9.5" />
    <path d="m7.5 12.5 3 3 6-6.5" />
  </Icon>
);

export const CrossIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9.5" />
    <path d="m8.5 8.5 7 7m0-7-7 7" />
  </Icon>
);

export const CircleIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9.5" />
  </Icon>
);

export const StopIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8z" />
    <path d="M8 12h8" />
  </Icon>
);

export const QuestionIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M12 2.5 22 21H2z" />
    <path d="M10 11a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1M12 17.4v.1" />
  </Icon>
);

export const AskIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9.5" />
    <path d="M9.6 9.4a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.8M12 16.6v.1" />
  </Icon>
);

export const WarnIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M12 2.5 22 21H2z" />
    <path d="M12 10v4.5M12 17.6v.1" />
  </Icon>
);

export const SendIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M3 12h16M13 5.5l6.5 6.5-6.5 6.5" />
  </Icon>
);

export const CardIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="2.5" y="5" width="19" height="14" rx="2.5" />
    <path d="M2.5 10h19M6 15h4" />
  </Icon>
);

export const RetryIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M4 12a8 8 0 1 0 2.6-5.9" />
    <path d="M4 3.5v4.7h4.7" />
  </Icon>
);

export const SearchIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="10.5" cy="10.5" r="7" />
    <path d="m16 16 5 5" />
  </Icon>
);

export const PartIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9.5" />
    <path d="M12 2.5v19" />
    <path d="M12 6h5M12 10h7.2M12 14h7.2M12 18h5" strokeWidth={1.6} />
  </Icon>
);

export const HandIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M4 20.5h16" />
    <path d="m6 16 10.5-10.5 2.5 2.5L8.5 18.5H6z" />
  </Icon>
);

export const TerminalIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="6" y="2.5" width="12" height="19" rx="2" />
    <path d="M9 6h6v4H9zM9 13.5h.1M12 13.5h.1M15 13.5h.1M9 17h.1M12 17h.1M15 17h.1" />
  </Icon>
);

export const HistoryIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9.5" />
    <path d="M12 6.5V12l3.5 2.5" />
  </Icon>
);

export const SettingsIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M3 7h10m6 0h2M3 17h4m6 0h8" />
    <circle cx="16" cy="7" r="3" />
    <circle cx="10" cy="17" r="3" />
  </Icon>
);

export const BackIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M20 12H5M11 5.5 4.5 12l6.5 6.5" />
  </Icon>
);

export const BackspaceIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M9 5h12.5v14H9l-6.5-7z" />
    <path d="m12.5 9.5 5 5m0-5-5 5" />
  </Icon>
);

export const RefundIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M9 4.5 4 9.5l5 5" />
    <path d="M4 9.5h10.5a5.5 5.5 0 0 1 0 11H9" />
  </Icon>
);

export const SunIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="4.5" />
    <path d="M12 1.8v2.4M12 19.8v2.4M1.8 12h2.4M19.8 12h2.4M4.8 4.8l1.7 1.7M17.5 17.5l1.7 1.7M4.8 19.2l1.7-1.7M17.5 6.5l1.7-1.7" />
  </Icon>
);

export const MoonIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M20.5 14.5A9 9 0 0 1 9.5 3.5a9 9 0 1 0 11 11z" />
  </Icon>
);

export const ScreenIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="2.5" y="4" width="19" height="13" rx="2" />
    <path d="M8 21h8M12 17v4" />
  </Icon>
);

export const ScalesIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M12 3.5v17M7.5 20.5h9M5 6.5h14" />
    <path d="m5 6.5-3 7a3.2 3.2 0 0 0 6 0zM19 6.5l-3 7a3.2 3.2 0 0 0 6 0z" />
  </Icon>
);

export const LockIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="4.5" y="10.5" width="15" height="10.5" rx="2" />
    <path d="M8 10.5V7.5a4 4 0 0 1 8 0v3M12 14.5v2.5" />
  </Icon>
);

export const OpenLockIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="4.5" y="10.5" width="15" height="10.5" rx="2" />
    <path d="M8 10.5V7a4 4 0 0 1 7.8-1.2M12 14.5v2.5" />
  </Icon>
);

export const PersonIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="12" cy="7.5" r="4" />
    <path d="M4 21c.6-4.6 3.8-7 8-7s7.4 2.4 8 7" />
  </Icon>
);
