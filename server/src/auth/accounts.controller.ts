import { Body, Controller, Get, HttpCode, Ip, Patch, Post, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Identity } from './access-tokens.js';
import { Accounts } from './accounts.service.js';
import { DoorLimits } from './door-limits.js';
import { AccountDto, SetupDto, toAccountDto } from './dto/account.dto.js';
import { ChangePasswordDto, RegisterDto, RenameDto } from './dto/credentials.dto.js';
import { CurrentUser, SignedIn } from './signed-in.guard.js';

@ApiTags('auth')
@Controller('auth')
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly limits: DoorLimits,
  ) {}

  @Get('setup')
  @ApiOperation({ summary: 'What a first visitor has to know' })
  @ApiOkResponse({ type: SetupDto })
  async setup(): Promise<SetupDto> {
    const { needsOwner, signUp } = await this.accounts.setup();
    return { needs_owner: needsOwner, sign_up: signUp };
  }

  @Post('register')
  @ApiOperation({ summary: 'Make an account; the first one owns the installation' })
  @ApiCreatedResponse({ type: AccountDto })
  async register(@Body() body: RegisterDto, @Ip() ip: string): Promise<AccountDto> {
    await this.limits.register(ip, body.email);
    const { email, password, full_name: fullName = null } = body;
    return toAccountDto(await this.accounts.register({ email, password, fullName }));
  }

  @Get('me')
  @UseGuards(SignedIn)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'The account that asks' })
  @ApiOkResponse({ type: AccountDto })
  async me(@CurrentUser() identity: Identity): Promise<AccountDto> {
    return toAccountDto(await this.accounts.me(identity));
  }

  @Patch('me')
  @UseGuards(SignedIn)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change the name' })
  @ApiOkResponse({ type: AccountDto })
  async rename(@CurrentUser() identity: Identity, @Body() body: RenameDto): Promise<AccountDto> {
    const user =
      body.full_name === undefined
        ? await this.accounts.me(identity)
        : await this.accounts.rename(identity, body.full_name);
    return toAccountDto(user);
  }

  @Post('password')
  @HttpCode(204)
  @UseGuards(SignedIn)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change the password; every other sign-in ends' })
  @ApiNoContentResponse()
  async changePassword(
    @CurrentUser() identity: Identity,
    @Body() body: ChangePasswordDto,
    @Ip() ip: string,
  ): Promise<void> {
    await this.limits.passwordChange(ip, identity.id);
    await this.accounts.changePassword(identity, body.current_password, body.new_password);
  }
}
