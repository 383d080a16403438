import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEmail, IsOptional, IsString, Length, MaxLength } from 'class-validator';

const asEmail = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim().toLowerCase() : value;

const asName = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() || null : value;

export class RegisterDto {
  @ApiProperty({ example: 'ada@example.com', format: 'email', maxLength: 254 })
  @Transform(asEmail)
  @MaxLength(254)
  @IsEmail()
  email: string;

  @ApiProperty({ example: 'correct horse battery', minLength: 10, maxLength: 256 })
  @IsString()
  @Length(10, 256)
  password: string;

  @ApiPropertyOptional({ example: 'Ada Lovelace', type: String, nullable: true, maxLength: 200 })
  @Transform(asName)
  @IsOptional()
  @IsString()
  @MaxLength(200)
  full_name?: string | null;
}

export class LoginDto {
  @ApiProperty({ example: 'ada@example.com', maxLength: 254 })
  @Transform(asEmail)
  @IsString()
  @Length(1, 254)
  email: string;

  @ApiProperty({ example: 'correct horse battery', maxLength: 256 })
  @IsString()
  @Length(1, 256)
  password: string;
}

/** Described here, checked by `OptionalToken`: a browser sends no body at all. */
export class RefreshDto {
  @ApiPropertyOptional({
    description: 'For clients that keep the token themselves; browsers send the cookie instead.',
    type: String,
    nullable: true,
    maxLength: 200,
  })
  refresh_token?: string | null;
}

export class ChangePasswordDto {
  @ApiProperty({ example: 'correct horse battery', maxLength: 256 })
  @IsString()
  @Length(1, 256)
  current_password: string;

  @ApiProperty({ example: 'staple of seven horses', minLength: 10, maxLength: 256 })
  @IsString()
  @Length(10, 256)
  new_password: string;
}

export class RenameDto {
  @ApiProperty({ example: 'Ada Lovelace', type: String, nullable: true, maxLength: 200 })
  @Transform(asName)
  @IsOptional()
  @IsString()
  @MaxLength(200)
  full_name?: string | null;
}
